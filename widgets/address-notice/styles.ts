/**
 * CSS of the notice, for its shadow root. The host takes its font and colours from the form it stands in and keeps its
 * own box: `grid-column` gives it a line of its own where the form is laid out in columns. The button's padding makes it
 * 44 px to a thumb; its margin takes that back, so that it reads as the end of the sentence.
 */
export const noticeStyles = `
:host {
  display: block !important;
  grid-column: 1/-1 !important;
  padding: 12px 0 !important;
  font-size: 14px !important;
  line-height: 1.5 !important;
}
label { display: flex; min-height: 44px; }
input { flex: none; width: 16px; height: 16px; margin-inline: 0 8px; }
div { margin-inline-start: 24px; font-weight: 600; }
button {
  margin: -12px;
  padding: 12px;
  border: 0;
  background: none;
  color: inherit;
  font: inherit;
  text-decoration: underline;
  cursor: pointer;
}
`;
