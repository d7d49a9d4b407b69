/** CSS of the survey alone, after what all overlays share. */
export const surveyStyles = `
.choices, form, .reply { display: grid; gap: 8px; margin-block-start: 8px; }
.choices .button { text-align: start; }
textarea { resize: vertical; }
p a { display: inline-block; margin-block: -4px; padding-block: 12px; color: inherit; }
.main { margin-block-start: 8px; }
.card {
  position: fixed;
  inset: auto 8px 8px;
  z-index: 2147483647;
  width: auto;
  max-height: 60dvh;
  margin: 0;
  border-radius: var(--round);
}
.card h2 { font-size: 16px; }
.card .choices { display: flex; flex-wrap: wrap; }
.card .choices .button { min-height: 44px; padding: 9px 12px; font-size: 14px; }
@media (min-width: 640px) {
  .card { inset: auto auto 24px; inset-inline-end: 24px; width: 400px; }
  .card > div { padding: 8px 16px 16px; }
}
`;
