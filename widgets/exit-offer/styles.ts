/** CSS of the offer alone, after what all overlays share. */
export const offerStyles = `
ul { margin: 8px 0 0; padding: 0; list-style: none; }
li { display: flex; gap: 12px; padding-block: 8px; line-height: 1.4; }
.picture {
  flex: none;
  box-sizing: border-box;
  width: 56px;
  height: 56px;
  border-radius: min(var(--radius), 8px);
  overflow: hidden;
  background: color-mix(in srgb, var(--text) 8%, transparent);
}
img { width: 100%; height: 100%; object-fit: cover; }
.what { flex: 1; min-width: 0; }
.name { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.price { flex: none; white-space: nowrap; font-variant-numeric: tabular-nums; }
.total {
  display: flex;
  justify-content: space-between;
  margin-block-start: 12px;
  padding-block: 12px;
  border-block-start: 1px solid var(--line);
  font-weight: 600;
}
.actions { display: grid; gap: 8px; margin-block-start: 8px; }
.gift {
  display: grid;
  gap: 8px;
  margin-block: 4px 16px;
  padding: 12px 16px;
  border-radius: var(--radius);
  background: color-mix(in srgb, var(--accent) 10%, var(--surface));
}
code { flex: 1; align-self: center; font: 600 16px monospace; }
form, .saved { margin-block-start: 16px; padding-block-start: 12px; border-block-start: 1px solid var(--line); font-size: 14px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin-block: 4px 8px; }
input { flex: 99 1 180px; }
.row .button { min-height: 44px; }
form .button { flex: 1 0 auto; }
[aria-invalid=true] { border: 2px solid; padding: 7px 11px; }
[role=alert] { font-weight: 600; }
@media (min-width: 640px) {
  .actions { grid-template-columns: auto auto; }
}
`;
