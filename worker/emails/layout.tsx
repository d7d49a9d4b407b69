import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** A finished mail, before it has a sender and a recipient. */
export interface Content {
  subject: string;
  html: string;
  text: string;
}

const font =
  "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Hiragino Sans','Noto Sans',sans-serif";

/**
 * Everything is styled in place: Gmail drops what it does not like of style sheets, and Outlook on Windows most of the
 * rest. Colours keep their contrast when a client inverts them.
 */
export const styles = {
  page: "margin:0;padding:0;background-color:#f4f4f2;",
  card: "width:100%;max-width:600px;background-color:#ffffff;border-radius:8px;",
  head: `padding:32px 32px 0 32px;${font};font-size:16px;line-height:24px;font-weight:600;color:#1d1f20;`,
  content: `padding:24px 32px 32px 32px;${font};font-size:16px;line-height:24px;color:#1d1f20;`,
  footer: `padding:24px 32px 32px 32px;${font};`,
  title: `margin:0 0 12px 0;${font};font-size:24px;line-height:29px;font-weight:700;color:#1d1f20;`,
  text: `margin:0 0 24px 0;${font};font-size:16px;line-height:24px;color:#1d1f20;`,
  cart: "border-collapse:collapse;margin:0 0 32px 0;",
  pictureCell: "padding:12px 0;border-top:1px solid #e2e2de;vertical-align:top;",
  picture:
    "display:block;width:72px;height:72px;object-fit:cover;border-radius:6px;background-color:#f4f4f2;",
  noPicture: "width:72px;height:72px;border-radius:6px;background-color:#f4f4f2;",
  nameCell: `padding:12px 16px;border-top:1px solid #e2e2de;vertical-align:top;${font};font-size:16px;line-height:24px;color:#1d1f20;`,
  name: "font-weight:600;",
  priceCell: `padding:12px 0;border-top:1px solid #e2e2de;vertical-align:top;text-align:right;white-space:nowrap;${font};font-size:16px;line-height:24px;color:#1d1f20;`,
  more: `padding:12px 0;border-top:1px solid #e2e2de;${font};font-size:14px;line-height:21px;color:#5c6166;`,
  totalLabel: `padding:16px 0 0 0;border-top:1px solid #e2e2de;${font};font-size:16px;line-height:24px;font-weight:600;color:#1d1f20;`,
  total: `padding:16px 0 0 0;border-top:1px solid #e2e2de;text-align:right;white-space:nowrap;${font};font-size:16px;line-height:24px;font-weight:600;color:#1d1f20;`,
  muted: "font-weight:400;font-size:14px;color:#5c6166;",
  button: `display:inline-block;padding:14px 28px;border-radius:8px;background-color:#1d1f20;${font};font-size:16px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none;`,
  hint: `margin:24px 0 0 0;${font};font-size:12px;line-height:18px;color:#5c6166;`,
  hintLink: "color:#5c6166;word-break:break-all;",
  small: `margin:0 0 8px 0;${font};font-size:12px;line-height:18px;color:#5c6166;`,
  smallLink: "color:#5c6166;text-decoration:underline;",
} as const;

export interface LayoutProps {
  language: string;
  direction: "ltr" | "rtl";
  title: string;
  preheader: string;
  shop: string;
  footer: VNode;
  children: ComponentChildren;
}

/** One column of 600 px: the shop's name, one idea, the small print. Reads well with images off. */
export function Layout({ language, direction, title, preheader, shop, footer, children }: LayoutProps) {
  return (
    <html lang={language} dir={direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{title}</title>
      </head>
      <body style={styles.page}>
        <div style="display:none;max-height:0;overflow:hidden;">{preheader}</div>
        <table
          role="presentation"
          width="100%"
          cellPadding="0"
          cellSpacing="0"
          style="background-color:#f4f4f2;"
        >
          <tbody>
            <tr>
              <td align="center" style="padding:24px 12px;">
                <table role="presentation" cellPadding="0" cellSpacing="0" style={styles.card}>
                  <tbody>
                    <tr>
                      <td style={styles.head}>{shop}</td>
                    </tr>
                    <tr>
                      <td style={styles.content}>{children}</td>
                    </tr>
                  </tbody>
                </table>
                <table
                  role="presentation"
                  cellPadding="0"
                  cellSpacing="0"
                  style="width:100%;max-width:600px;"
                >
                  <tbody>
                    <tr>
                      <td style={styles.footer}>{footer}</td>
                    </tr>
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
}

/** A button that Outlook paints as well: the colour is the cell's, the link fills it. */
export function Button({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <table role="presentation" cellPadding="0" cellSpacing="0">
      <tbody>
        <tr>
          <td style="border-radius:8px;background-color:#1d1f20;">
            <a href={href} style={styles.button}>
              {children}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

export function renderHtml(mail: VNode): string {
  return `<!doctype html>\n${renderToString(mail)}`;
}
