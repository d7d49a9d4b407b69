import * as z from "zod";
import { noticeKinds } from "../domain/notice-kind.ts";
import { whyNotPublic } from "../domain/public-host.ts";

/** What the merchant is told, and how. See docs/notices.md. */
export const noticeSettings = z.strictObject({
  /** Called with what happened, signed with the store's secret `notices`. `null`: nothing is. */
  webhook: z
    .strictObject({
      url: z
        .url()
        .max(500)
        .superRefine((text, issues) => {
          if (!URL.canParse(text)) return;
          const url = new URL(text);
          const problem = whyNotPublic(url) ?? (url.port === "" ? null : "without a port");
          if (problem !== null) issues.addIssue({ code: "custom", message: problem });
        }),
      events: z
        .array(z.enum(noticeKinds))
        .min(1)
        .default([...noticeKinds]),
      /** Carts that were left are told of from this value on. `null`: of none. In minor units. */
      abandonedFrom: z
        .strictObject({
          currency: z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code, as GBP"),
          minor: z.int().min(0),
        })
        .nullable()
        .default(null),
    })
    .nullable()
    .default(null),
  /** A mail a day, at this hour of the store's own time, about the day before. None when there is nothing to say. */
  digest: z
    .strictObject({ to: z.email(), hour: z.int().min(0).max(23).default(8) })
    .nullable()
    .default(null),
});

/** What is posted. Ids, amounts, counts: nothing of a shopper. */
export interface NoticeBody {
  type: string;
  /** When it happened, ISO 8601. */
  timestamp: string;
  data: unknown;
}
