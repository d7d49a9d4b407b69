import { cream, ground, ink, type Tint } from "./palette.ts";

export const drawTable: Record<string, (tint: Tint) => string> = {
  "enamel-mug": ({ main, light, dark }) => `
    ${ground(192, 322, 108)}
    <path d="M262 176c70-16 84 96 4 98" stroke-width="27"/>
    <path d="M262 176c70-16 84 96 4 98" stroke="${main}" stroke-width="18"/>
    <path d="M106 134l9 166c1 13 9 20 22 20h110c13 0 21-7 22-20l9-166z" fill="${main}"/>
    <path d="M240 136l-8 182h15c13 0 21-7 22-20l9-164z" fill="${dark}" stroke="none" fill-opacity=".55"/>
    <path d="M133 176l6 104" stroke="${light}" stroke-width="11"/>
    <g fill="${cream}" stroke="none" fill-opacity=".75"><circle cx="176" cy="206" r="3"/><circle cx="214" cy="186" r="2.5"/><circle cx="198" cy="252" r="3"/><circle cx="166" cy="284" r="2.5"/><circle cx="228" cy="280" r="3"/><circle cx="222" cy="228" r="2"/></g>
    <path d="M106 134l9 166c1 13 9 20 22 20h110c13 0 21-7 22-20l9-166z"/>
    <ellipse cx="192" cy="134" rx="87" ry="20" fill="${dark}"/>
    <path d="M120 143c20 8 46 11 72 11s52-3 72-11c-18-9-44-13-72-13s-54 4-72 13z" fill="#8a5a35" stroke="none"/>
    <ellipse cx="192" cy="134" rx="87" ry="20" stroke="${ink}" stroke-width="7"/>
    <g stroke="${ink}" stroke-opacity=".32" stroke-width="5"><path d="M170 98c-12-13 10-22-1-37"/><path d="M206 98c-12-13 10-22-1-37"/></g>`,

  "stoneware-bowl": ({ main, light, dark }) => `
    <defs><clipPath id="b"><path d="M62 176h276c0 74-42 124-104 136h-68c-62-12-104-62-104-136z"/></clipPath></defs>
    ${ground(200, 330, 112)}
    <path d="M152 306h96l-7 22h-82z" fill="#cbb08a"/>
    <path d="M62 176h276c0 74-42 124-104 136h-68c-62-12-104-62-104-136z" fill="#e2cba6"/>
    <g clip-path="url(#b)" stroke="none">
      <path d="M50 160h300v88c-26 18-44-4-70 6s-40 18-68 8-48-12-72 0-60 6-90-12z" fill="${main}"/>
      <path d="M296 160h60v180h-130c48-30 74-90 70-180z" fill="${dark}" fill-opacity=".4"/>
      <path d="M84 204c4 18 10 32 18 44" stroke="${light}" stroke-width="11" stroke-linecap="round" fill="none"/>
      <g fill="#8a6b45" fill-opacity=".55"><circle cx="160" cy="290" r="2.5"/><circle cx="192" cy="278" r="2"/><circle cx="226" cy="292" r="2.5"/><circle cx="252" cy="276" r="2"/><circle cx="136" cy="274" r="2"/></g>
    </g>
    <path d="M62 176h276c0 74-42 124-104 136h-68c-62-12-104-62-104-136z"/>
    <ellipse cx="200" cy="176" rx="138" ry="30" fill="${light}"/>
    <ellipse cx="200" cy="180" rx="118" ry="21" fill="${dark}" stroke="none"/>
    <path d="M96 190c24 9 62 13 104 13s80-4 104-13c-22-8-60-12-104-12s-82 4-104 12z" fill="${main}" stroke="none"/>`,
};
