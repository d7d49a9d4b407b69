import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Language } from "../domain/language.ts";
import type { EmailSettings } from "../wire/email-settings.ts";
import { type Styles, styleSheet } from "./styles.ts";

/** A finished mail, before it has a sender and a recipient. */
export interface Content {
  subject: string;
  html: string;
  text: string;
}

export interface LayoutProps {
  language: Language;
  direction: "ltr" | "rtl";
  title: string;
  preheader: string;
  shop: string;
  emails: Pick<EmailSettings, "logo" | "accent">;
  styles: Styles;
  footer: VNode;
  children: ComponentChildren;
}

/** Behind the preheader, so that the list of mails does not go on with whatever comes next. */
const silence = "\u200c\u00a0".repeat(80);

/** One column of 600 px: the shop's logo, one idea, the small print. Reads well with images off. */
export function Layout(props: LayoutProps) {
  const { language, direction, title, preheader, shop, emails, styles, footer, children } = props;
  return (
    <html lang={language} dir={direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{title}</title>
        <style>{styleSheet(emails.accent)}</style>
      </head>
      <body {...styles.page}>
        <div {...styles.preheader}>
          {preheader}
          {silence}
        </div>
        {/* Said again: some readers keep the body's content and not its attributes. */}
        <Table lang={language} dir={direction} width="100%" {...styles.ground}>
          <tr>
            <td align="center" {...styles.outer}>
              <Table width="600" {...styles.card}>
                <tr>
                  <td {...styles.head}>{emails.logo ? <Logo logo={emails.logo} styles={styles} /> : shop}</td>
                </tr>
                <tr>
                  <td {...styles.content}>{children}</td>
                </tr>
              </Table>
              <Table width="600" {...styles.foot}>
                <tr>
                  <td {...styles.footer}>{footer}</td>
                </tr>
              </Table>
            </td>
          </tr>
        </Table>
      </body>
    </html>
  );
}

function Logo({ logo, styles }: { logo: NonNullable<EmailSettings["logo"]>; styles: Styles }) {
  const { style, ...look } = styles.logo;
  return (
    <img
      src={logo.url}
      alt={logo.alt}
      width={logo.width}
      style={`width:${logo.width}px;${style}`}
      {...look}
    />
  );
}

interface TableProps {
  width?: string;
  lang?: string;
  dir?: "ltr" | "rtl";
  style?: string;
  class?: string;
  children: ComponentChildren;
}

/** For layout alone: read out as if it were not there. */
export function Table({ children, ...look }: TableProps) {
  return (
    <table role="presentation" cellPadding="0" cellSpacing="0" {...look}>
      <tbody>{children}</tbody>
    </table>
  );
}

interface ButtonProps {
  href: string;
  styles: Styles;
  children: ComponentChildren;
}

/** A button that Outlook paints as well: the colour is the cell's, the link fills it. */
export function Button({ href, styles, children }: ButtonProps) {
  return (
    <Table class="wide">
      <tr>
        <td {...styles.buttonCell} class={`${styles.buttonCell.class} wide`}>
          <a href={href} {...styles.button}>
            {children}
          </a>
        </td>
      </tr>
    </Table>
  );
}

/** Room between two parts: a cell's height is what every reader keeps to. */
export function Gap({ height }: { height: 16 | 24 | 32 }) {
  return (
    <Table width="100%">
      <tr>
        <td height={height} style={`font-size:1px;line-height:${height}px;`}>
          {"\u00a0"}
        </td>
      </tr>
    </Table>
  );
}

export function renderHtml(mail: VNode): string {
  return `<!doctype html>\n${renderToString(mail)}`;
}
