/**
 * A colour as readers turn it that make every mail dark (Gmail on an iPhone, Outlook for Windows): lightness turned round as
 * the eye sees it (CIE L*a*b*), hue kept, white not quite black.
 * @param colour #rrggbb
 */
export function invertColour(colour: string): string {
  const [lightness = 0, a = 0, b = 0] = toLab(colour);
  return fromLab([7 + (100 - lightness) * 0.93, a, b]);
}

// D65, as sRGB has it (CIE 15; IEC 61966-2-1).
const white = [0.95047, 1, 1.08883];

function toLab(colour: string): number[] {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [x = 0, y = 0, z = 0] = [
    0.4124 * red + 0.3576 * green + 0.1805 * blue,
    0.2126 * red + 0.7152 * green + 0.0722 * blue,
    0.0193 * red + 0.1192 * green + 0.9505 * blue,
  ].map((part, index) => {
    const share = part / (white[index] ?? 1);
    return share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function fromLab([lightness, a, b]: [number, number, number]): string {
  const middle = (lightness + 16) / 116;
  const [x = 0, y = 0, z = 0] = [middle + a / 500, middle, middle - b / 200].map((part, index) => {
    return (part ** 3 > 0.008856 ? part ** 3 : (part - 16 / 116) / 7.787) * (white[index] ?? 1);
  });
  const parts = [
    3.2406 * x - 1.5372 * y - 0.4986 * z,
    -0.9689 * x + 1.8758 * y + 0.0415 * z,
    0.0557 * x - 0.204 * y + 1.057 * z,
  ].map((share) => {
    const bent = share <= 0.0031308 ? 12.92 * share : 1.055 * share ** (1 / 2.4) - 0.055;
    return Math.round(Math.min(Math.max(bent, 0), 1) * 255);
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
