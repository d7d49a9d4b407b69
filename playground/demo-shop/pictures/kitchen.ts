import { cream, ground, ink, metal, type Tint, wood } from "./palette.ts";

export const drawKitchen: Record<string, (tint: Tint) => string> = {
  "linen-tea-towel": ({ main, light }) => `
    <path d="M56 92h288" stroke-width="20"/><path d="M56 92h288" stroke="${wood.main}" stroke-width="11"/>
    <circle cx="54" cy="92" r="13" fill="${wood.dark}"/><circle cx="346" cy="92" r="13" fill="${wood.dark}"/>
    <path d="M232 84h62v216h-62z" fill="#e7decb"/>
    <path d="M232 268h62M232 280h62" stroke="${main}" stroke-width="6"/>
    <path d="M106 88c0-8 6-14 14-14h130c8 0 14 6 14 14v254H106z" fill="${cream}"/>
    <g stroke="none"><path d="M132 76h14v266h-14zM224 76h14v266h-14z" fill="${main}"/><path d="M154 76h5v266h-5zM211 76h5v266h-5z" fill="${light}"/></g>
    <g stroke="none" fill="${main}"><path d="M106 290h158v16H106z"/><path d="M106 313h158v5H106z" fill="${light}"/></g>
    <path d="M106 102c50 8 108 8 158 0" stroke-opacity=".28" stroke-width="4"/>
    <path d="M185 132c-5 46 5 90-2 140" stroke-opacity=".16" stroke-width="4"/>
    <path d="M106 88c0-8 6-14 14-14h130c8 0 14 6 14 14v254H106z"/>
    <path d="M114 342v12M132 342v12M150 342v12M168 342v12M186 342v12M204 342v12M222 342v12M240 342v12M256 342v12" stroke-width="3.5"/>`,

  "harbour-apron": ({ main, light, dark }) => `
    <path d="M146 108c-2-70 110-70 108 0" stroke-width="15"/><path d="M146 108c-2-70 110-70 108 0" stroke="${dark}" stroke-width="7"/>
    <path d="M104 196c-38 8-42 40-60 66M296 196c38 8 42 40 60 66" stroke-width="13"/>
    <path d="M104 196c-38 8-42 40-60 66M296 196c38 8 42 40 60 66" stroke="${dark}" stroke-width="6"/>
    <path d="M138 104h124c2 42 16 74 42 90l6 146c0 8-4 12-12 12H102c-8 0-12-4-12-12l6-146c26-16 40-48 42-90z" fill="${main}"/>
    <path d="M262 104c2 42 16 74 42 90l6 146c0 8-4 12-12 12h-34c14-60 12-150-16-248z" fill="${dark}" stroke="none" fill-opacity=".45"/>
    <path d="M138 122h125" stroke="${light}" stroke-width="4" stroke-dasharray="7 7"/>
    <path d="M138 104h124c2 42 16 74 42 90l6 146c0 8-4 12-12 12H102c-8 0-12-4-12-12l6-146c26-16 40-48 42-90z"/>
    <path d="M130 238h140v64c0 8-6 14-14 14H144c-8 0-14-6-14-14z" fill="${main}"/><path d="M200 238v78"/>
    <path d="M137 250h56M207 250h56" stroke="${light}" stroke-width="4" stroke-dasharray="7 7"/>
    <path d="M170 148h60v34c0 5-4 9-9 9h-42c-5 0-9-4-9-9z" fill="${main}"/>
    <path d="M211 150v-32" stroke="${wood.main}" stroke-width="7"/>
    <g fill="${wood.light}" stroke-width="3.5"><circle cx="149" cy="114" r="6"/><circle cx="251" cy="114" r="6"/><circle cx="108" cy="206" r="6"/><circle cx="292" cy="206" r="6"/></g>`,

  "oak-chopping-board": () => `
    ${ground(204, 346, 112)}
    <path d="M176 46h48c10 0 17 8 16 18l-4 44c0 12 10 16 22 18 26 4 38 20 38 44v150c0 16-8 24-24 24H128c-16 0-24-8-24-24V170c0-24 12-40 38-44 12-2 22-6 22-18l-4-44c-1-10 6-18 16-18z" fill="${wood.main}"/>
    <path d="M258 126c26 4 38 20 38 44v150c0 16-8 24-24 24h-26c16-50 22-150 12-218z" fill="${wood.dark}" stroke="none" fill-opacity=".4"/>
    <g stroke="${wood.dark}" stroke-width="4"><path d="M140 176c10 40-8 84 2 140"/><path d="M168 150c8 60-6 110 4 176"/><path d="M202 132c4 34 8 50 2 84"/><path d="M202 262c6 24-2 46 2 66"/><path d="M234 158c-6 50 8 100 0 164"/></g>
    <ellipse cx="203" cy="240" rx="8" ry="15" stroke="${wood.dark}" stroke-width="4"/>
    <path d="M122 186v96" stroke="${wood.light}" stroke-width="9"/>
    <path d="M176 46h48c10 0 17 8 16 18l-4 44c0 12 10 16 22 18 26 4 38 20 38 44v150c0 16-8 24-24 24H128c-16 0-24-8-24-24V170c0-24 12-40 38-44 12-2 22-6 22-18l-4-44c-1-10 6-18 16-18z"/>
    <circle cx="200" cy="78" r="13" fill="#f1ebdf"/>
    <path d="M200 66c-14-30 22-34 14-2" stroke-width="9"/><path d="M200 66c-14-30 22-34 14-2" stroke="#efe0c2" stroke-width="3.5"/>`,

  "sea-salt-flakes": () => `
    ${ground(196, 326, 116)}
    <path d="M112 132v170c0 16 38 28 84 28s84-12 84-28V132z" fill="#4f8ea2"/>
    <path d="M248 134v188c20-5 32-12 32-20V132z" fill="#386e81" stroke="none" fill-opacity=".7"/>
    <path d="M112 178v98c22 12 52 17 84 17s62-5 84-17v-98c-22 12-52 17-84 17s-62-5-84-17z" fill="${cream}"/>
    <path d="M142 230q13.500-16 27 0t27 0 27 0 27 0M156 254q10-12 20 0t20 0 20 0 20 0" stroke="#386e81" stroke-width="6"/>
    <path d="M112 132v170c0 16 38 28 84 28s84-12 84-28V132"/>
    <path d="M102 108v26c0 18 42 30 94 30s94-12 94-30v-26z" fill="${metal.main}"/>
    <path d="M256 114v44c20-6 34-14 34-24v-26z" fill="${metal.dark}" stroke="none" fill-opacity=".7"/>
    <path d="M102 108v26c0 18 42 30 94 30s94-12 94-30v-26"/>
    <ellipse cx="196" cy="108" rx="94" ry="29" fill="${metal.light}"/><ellipse cx="196" cy="106" rx="70" ry="19" stroke="${metal.dark}" stroke-width="4"/>
    <g fill="#ffffff" stroke-width="3.5"><path d="M304 312l14-10 12 9-9 13z"/><path d="M336 326l11-7 9 8-8 9z"/><path d="M318 336l8-6 8 5-6 8z"/></g>`,

  "oyster-shucking-knife": () => `
    ${ground(206, 336, 128)}
    <path d="M58 262c-8-66 62-112 128-92 34 10 52 34 76 40 26 8 42 28 38 54-6 42-66 68-134 66-62-2-102-26-108-68z" fill="${metal.dark}"/>
    <path d="M84 262c0-50 52-80 100-64 28 10 40 30 66 36 18 4 26 18 22 32-8 28-54 42-104 40-48-2-82-18-84-44z" fill="${metal.light}"/>
    <path d="M112 264c4-32 38-50 70-38 20 8 30 22 50 28 8 4 6 14-2 20-20 14-52 18-78 14-24-3-40-12-40-24z" fill="${cream}" stroke-opacity=".45"/>
    <circle cx="204" cy="266" r="12" fill="#ffffff" stroke-width="3.5"/>
    <path d="M64 222c12 0 18-6 22-14M98 184c8 4 14 4 20-2M150 166c4 8 10 10 18 8" stroke-width="4"/>
    <g transform="rotate(-42 246 138)">
      <path d="M118 138c0-12 12-20 30-20h60v40h-60c-18 0-30-8-30-20z" fill="${metal.main}"/>
      <path d="M128 138h80" stroke="${metal.dark}" stroke-width="4"/>
      <path d="M204 112h18v52h-18z" fill="#dda73b"/>
      <path d="M222 120c22-12 40-8 58-4 20 4 40-8 62-2 18 6 18 42 0 48-22 6-42-6-62-2-18 4-36 8-58-4z" fill="${wood.main}"/>
      <path d="M240 128c18-8 34-4 52-2" stroke="${wood.light}" stroke-width="7"/>
    </g>`,

  "whistling-kettle": ({ main, light, dark }) => `<g transform="translate(-20)">
    ${ground(206, 330, 130)}
    <path d="M124 176C100 70 300 70 278 176" stroke-width="15"/>
    <path d="M124 176C100 70 300 70 278 176" stroke="${metal.dark}" stroke-width="7"/>
    <path d="M150 108c30-18 72-18 102 0" stroke-width="27"/><path d="M150 108c30-18 72-18 102 0" stroke="${wood.main}" stroke-width="18"/>
    <path d="M296 262c38-10 30-66 66-78l-14-24c-48 10-54 50-74 60z" fill="${main}"/>
    <path d="M340 152l30 40" stroke-width="13"/><path d="M340 152l30 40" stroke="${metal.main}" stroke-width="5"/>
    <path d="M92 318c-18-76 20-142 108-142s128 66 110 142c-2 8-8 12-16 12H108c-8 0-14-4-16-12z" fill="${main}"/>
    <path d="M250 186c46 22 72 74 60 132-2 8-8 12-16 12h-48c28-42 28-100 4-144z" fill="${dark}" stroke="none" fill-opacity=".5"/>
    <path d="M116 282c-2-34 10-58 32-72" stroke="${light}" stroke-width="12"/>
    <path d="M92 318c-18-76 20-142 108-142s128 66 110 142c-2 8-8 12-16 12H108c-8 0-14-4-16-12z"/>
    <path d="M92 306h219" stroke-width="4" stroke-opacity=".4"/>
    <path d="M146 186c8-22 102-22 110 0-18 10-92 10-110 0z" fill="${dark}"/>
    <circle cx="201" cy="160" r="12" fill="${wood.main}"/>
    <g stroke="${ink}" stroke-opacity=".32" stroke-width="5"><path d="M372 140c12-8 2-18 12-28"/></g></g>`,
};
