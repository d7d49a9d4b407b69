import { cream, flame, ground, metal, type Tint, wood } from "./palette.ts";

export const drawHome: Record<string, (tint: Tint) => string> = {
  "wool-throw": ({ main, light, dark }) => `
    ${ground(200, 336, 138)}
    ${fringe(78, 322, 330)}
    ${fold(72, 268, 256, 62, main)}${herringbone(86, 282, 12, dark)}
    ${fold(78, 204, 246, 62, light)}${herringbone(92, 218, 11, main)}
    ${fold(72, 140, 256, 62, main)}${herringbone(86, 154, 12, dark)}
    <path d="M84 142c24-30 44-40 78-40h96c34 0 54 10 70 40z" fill="${light}"/>
    <path d="M152 122h104" stroke="${main}" stroke-width="6"/>
    <path d="M234 104h40v128l-20 12-20-12z" fill="${cream}"/>
    <path d="M246 204q4-6 8 0t8 0" stroke-width="3.5"/><path d="M244 184h20M244 174h20" stroke-width="3.5" stroke-opacity=".5"/>`,

  "storm-lantern": ({ main, light, dark }) => `
    ${ground(200, 344, 92)}
    <path d="M128 176C108 14 292 14 272 176" stroke-width="11"/><path d="M128 176C108 14 292 14 272 176" stroke="${metal.main}" stroke-width="4"/>
    <path d="M132 130v156M268 130v156" stroke-width="16"/><path d="M132 130v156M268 130v156" stroke="${main}" stroke-width="8"/>
    <path d="M180 70h40l6 22h-52z" fill="${dark}"/>
    <path d="M158 92h84l14 34H144z" fill="${main}"/>
    <path d="M136 126h128v16H136z" fill="${dark}"/>
    <path d="M162 142h76c18 34 18 74 0 110h-76c-18-36-18-76 0-110z" fill="#fdf3d6"/>
    <path d="M200 168c26 30 26 50 14 66h-28c-12-16-12-36 14-66z" fill="${flame}"/>
    <path d="M200 202c11 14 10 24 5 32h-10c-5-8-6-18 5-32z" fill="#fff3cf" stroke="none"/>
    <path d="M168 166c-8 22-8 40-3 60" stroke="#ffffff" stroke-width="8"/>
    <path d="M152 172c32 8 64 8 96 0M152 222c32 8 64 8 96 0" stroke-width="3.5" stroke-opacity=".55"/>
    <path d="M162 252h76l10 20h-96z" fill="${dark}"/>
    <path d="M120 286c0-8 6-14 14-14h132c8 0 14 6 14 14l8 44c2 10-4 16-14 16H126c-10 0-16-6-14-16z" fill="${main}"/>
    <path d="M250 274h16c8 0 14 6 14 14l8 42c2 10-4 16-14 16h-28c10-22 12-46 4-72z" fill="${dark}" stroke="none" fill-opacity=".55"/>
    <path d="M136 294l-4 28" stroke="${light}" stroke-width="10"/>
    <path d="M120 286c0-8 6-14 14-14h132c8 0 14 6 14 14l8 44c2 10-4 16-14 16H126c-10 0-16-6-14-16z"/>
    <circle cx="240" cy="262" r="9" fill="${metal.main}" stroke-width="3.5"/>`,

  "driftwood-candle": () => `
    ${ground(200, 330, 104)}
    <g transform="translate(0 26)"><path d="M200 136V92" stroke-width="6"/>
    <path d="M200 38c24 30 24 48 10 62h-20c-14-14-14-32 10-62z" fill="${flame}"/>
    <path d="M200 70c9 12 8 20 3 28h-6c-5-8-6-16 3-28z" fill="#fff3cf" stroke="none"/></g>
    <path d="M116 132v176c0 14 10 24 24 24h120c14 0 24-10 24-24V132z" fill="#e3ecea"/>
    <path d="M126 158v146c0 10 8 18 18 18h112c10 0 18-8 18-18V158z" fill="${cream}" stroke="none"/>
    <path d="M252 158h22v146c0 10-8 18-18 18h-20c12-44 16-104 16-164z" fill="#dccfb6" stroke="none" fill-opacity=".7"/>
    <ellipse cx="200" cy="158" rx="74" ry="15" fill="#fffdf8" stroke-opacity=".4"/>
    <path d="M200 156v-24" stroke-width="6"/>
    <path d="M116 132v176c0 14 10 24 24 24h120c14 0 24-10 24-24V132"/>
    <ellipse cx="200" cy="132" rx="84" ry="18"/>
    <path d="M152 204h96v86h-96z" fill="${wood.light}" stroke-width="4"/>
    <path d="M168 252c10-26 22-16 30-24s22-10 34-4c-6 10-20 8-26 18s-20 14-38 10z" fill="${wood.dark}" stroke-width="3.5"/>
    <path d="M176 274h48" stroke-width="4"/>
    <path d="M134 196v64" stroke="#ffffff" stroke-width="8"/>`,

  "deckchair-cushion": ({ main, light, dark }) => `
    <defs><clipPath id="c"><path d="${pillow}"/></clipPath></defs>
    ${ground(200, 338, 124)}
    <g clip-path="url(#c)" stroke="none">
      <path d="M50 50h300v300H50z" fill="${cream}"/>
      ${[66, 128, 190, 252, 314].map((x) => `<path d="M${x} 40h32c6 100 6 200 0 310h-32c6-110 6-210 0-310z" fill="${main}"/><path d="M${x + 40} 40h6c6 100 6 200 0 310h-6c6-110 6-210 0-310z" fill="${light}"/>`).join("")}
      <path d="M280 60h80v290H60v-30c110 14 240-10 220-260z" fill="${dark}" fill-opacity=".22"/>
    </g>
    <path d="${pillow}"/>
    <path d="M84 92c10 18 20 26 32 34M316 92c-10 18-20 26-32 34M84 312c8-16 18-24 28-30M316 312c-8-16-18-24-28-30" stroke-opacity=".45"/>
    <g fill="${wood.main}" stroke-width="3.5"><circle cx="144" cy="282" r="10"/><circle cx="206" cy="282" r="10"/><circle cx="268" cy="282" r="10"/></g>`,
};

const pillow =
  "M74 82c40 14 84 16 126 16s86-2 126-16c8-2 14 4 12 12-12 40-14 72-14 108s2 68 14 108c2 8-4 14-12 12-40-14-84-16-126-16s-86 2-126 16c-8 2-14-4-12-12 12-40 14-72 14-108S74 134 62 94c-2-8 4-14 12-12z";

function fold(x: number, y: number, width: number, height: number, fill: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="26" fill="${fill}"/>`;
}

function herringbone(x: number, y: number, columns: number, colour: string): string {
  const marks = Array.from({ length: columns }, (_, i) => `M${x + i * 20} ${y + 8}l10 13-10 13`).join("");
  return `<path d="${marks}" stroke="${colour}" stroke-width="4.5"/>`;
}

function fringe(from: number, to: number, y: number): string {
  const count = Math.floor((to - from - 12) / 15);
  const threads = Array.from({ length: count + 1 }, (_, i) => `M${from + 10 + i * 15} ${y - 2}v16`).join("");
  return `<path d="${threads}" stroke-width="4"/>`;
}
