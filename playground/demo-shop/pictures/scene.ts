/** The view on the home page: morning over the marsh, tide out, a heron at the creek. */
export function drawMarsh(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900" viewBox="0 0 1200 900" preserveAspectRatio="xMidYMid slice">
    <rect width="1200" height="900" fill="#f3e4c8"/>
    <path d="M0 0h1200v210C900 160 700 250 420 220S120 190 0 240z" fill="#dfe6de"/>
    <path d="M0 0h1200v110C860 60 640 150 380 110S110 90 0 130z" fill="#c6dadb"/>
    <circle cx="826" cy="330" r="96" fill="#efb443"/><circle cx="826" cy="330" r="142" fill="#efb443" fill-opacity=".2"/>
    <path d="M0 430c120-46 240-50 360-24 90 20 160 24 240 24H0z" fill="#9dbbb8"/>
    <path d="M1200 430V372c-90-10-170 2-250 30-60 20-120 28-190 28z" fill="#8fb0ae"/>
    <path d="M0 430h1200v200H0z" fill="#5d98aa"/>
    <g stroke="#f3dfae" stroke-width="7" stroke-linecap="round"><path d="M768 456h116M744 482h62M838 482h74M780 508h86M806 536h40"/></g>
    <g stroke="#86b6c4" stroke-width="6" stroke-linecap="round"><path d="M120 470h120M300 500h90M70 530h70M470 464h80M540 524h96M980 478h110M1050 520h90M960 552h60"/></g>
    <path d="M0 566c160-40 300-10 420 16 150 32 250 16 360-10 150-36 290-20 420 6v322H0z" fill="#7a8c5b"/>
    <path d="M0 640c150-36 280-4 420 22 160 30 290 0 400-18 140-24 270-10 380 14v242H0z" fill="#5f7245"/>
    <path d="M560 900c-40-70 90-96 60-150-24-44-120-40-100-88 14-34 90-40 150-52-20 40-70 42-66 68 6 36 130 30 156 84 26 56-40 90-24 138z" fill="#86b6c4"/>
    <path d="M0 748c180-40 330-8 420 40 60 32 80 70 84 112H0z" fill="#46583a"/>
    <path d="M1200 728c-150-20-300 20-372 76-44 34-60 66-62 96h434z" fill="#46583a"/>
    ${reeds(90, 800)}${reeds(250, 850)}${reeds(1010, 806)}${reeds(1130, 772)}${reeds(890, 872)}
    <g transform="translate(372 512)" stroke="#22404b" stroke-width="7" stroke-linejoin="round" stroke-linecap="round" fill="none">
      <path d="M58 192l-4 118M88 190l10 60-12 60"/>
      <path d="M4 176c22-50 66-82 104-70 22 8 24 34 8 54-22 28-64 40-112 16z" fill="#8b9ca3"/>
      <path d="M4 176c26-10 54-30 84-34" />
      <path d="M112 118c20-22 2-44-6-66-6-18 4-34 22-34 16 0 24 10 24 20-16 6-28 8-28 18 4 22 22 44 6 72" fill="#f7f2e7"/>
      <path d="M150 32l62 16-64 6z" fill="#efb443"/>
      <path d="M126 20c-18-12-30-12-46-6"/>
      <circle cx="136" cy="33" r="3" fill="#22404b"/>
    </g>
    <g stroke="#22404b" stroke-width="6" stroke-linecap="round" fill="none"><path d="M300 196q20-20 40 0 20-20 40 0M420 148q14-14 28 0 14-14 28 0M244 268q12-12 24 0 12-12 24 0"/></g>
    <g transform="translate(1010 404)" stroke="#22404b" stroke-width="6" stroke-linejoin="round"><path d="M44-96v150" /><path d="M38-92v132h-74c40-30 64-72 74-132z" fill="#f7f2e7"/><path d="M52-78c34 34 46 70 48 118H52z" fill="#c9653f"/><path d="M-44 54H118c-8 26-22 40-44 40H4c-26 0-42-14-48-40z" fill="#386e81"/></g>
  </svg>`;
}

function reeds(x: number, y: number): string {
  const stem = (dx: number, lean: number, height: number) =>
    `<path d="M${x + dx} ${y + 130}q${lean / 3} ${-height / 2} ${lean} ${-height}" stroke="#2f3f2b" stroke-width="6"/>
     <path d="M${x + dx + lean} ${y + 130 - height}l${lean / 12} -44" stroke="#a1693d" stroke-width="16"/>`;
  return `<g fill="none" stroke-linecap="round">${stem(0, -18, 200)}${stem(22, 10, 250)}${stem(46, 30, 180)}${stem(-24, -40, 150)}</g>`;
}
