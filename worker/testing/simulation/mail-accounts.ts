import type { MailProviderId } from "../../domain/mail-provider-id.ts";
import { createFakeMailApi, type FakeMailApi, type MailMood } from "../fake-mail-api.ts";
import { mailDialects } from "../mail-dialects.ts";
import type { Mood } from "./commands.ts";
import type { Process } from "./process.ts";
import { windows } from "./store-kinds.ts";

/** One call of a provider, as the provider and the wire saw it. */
export interface Call {
  provider: MailProviderId;
  store: number;
  messageId: string;
  to: string;
  body: string;
  text: string;
  from: string;
  /** By the world's clock, and how far the history had come. */
  at: number;
  seq: number;
  moment: number;
  by: Process;
  /** `taken`: it took the mail now. `known`: it knew the key and took nothing more. */
  outcome: "taken" | "known" | "refused" | "throttled" | "account-refused" | "failed";
  /** Whether the caller was told. What it was not told it cannot know. */
  isTold: boolean;
}

/** The mail accounts of both stores, each in its own mood, and the log of every call: the oracle of the simulation. */
export class MailAccounts {
  readonly calls: Call[] = [];
  readonly moods: Mood[] = ["well", "well"];
  readonly #apis = new Map<string, FakeMailApi>();

  /** @param pass lets time pass while the provider thinks, in ms */
  async answer(
    by: Process,
    request: Request,
    now: () => number,
    seq: number,
    pass: (ms: number) => void,
  ): Promise<Response> {
    const { host } = new URL(request.url);
    const [provider, dialect] = Object.entries(mailDialects).find(([, one]) => one?.host === host) ?? [];
    if (!dialect) throw new Error(`nothing in this world answers at ${host}`);
    const body = await request.clone().text();
    const mail = dialect.read(body);
    const store = Number(/store-(\d)/.exec(mail.from)?.[1]);
    const mood = this.moods[store] ?? "well";
    const api = this.#api(provider as MailProviderId, store);
    const call: Call = {
      provider: provider as MailProviderId,
      store,
      messageId: mail.tag ?? dialect.keyOf(request, body) ?? "",
      to: mail.to[0] ?? "",
      body,
      text: mail.text,
      from: mail.from,
      at: now(),
      seq,
      moment: by.world.moment(),
      by,
      outcome: "failed",
      isTold: true,
    };
    this.calls.push(call);
    const taken = api.accepted.length;
    try {
      if (mood === "hangs") throw new DOMException("nothing came", "TimeoutError");
      api.now = now();
      api.mood =
        mood === "slow" ? "well" : mood === "accepts-then-hangs" ? "accepts-then-breaks" : (mood as MailMood);
      const response = await api.fetch(request);
      call.outcome = outcomeOf(response.status, api.accepted.length > taken, mood);
      call.isTold = response.status < 500;
      return response;
    } catch (error) {
      call.isTold = false;
      if (api.accepted.length > taken) call.outcome = "taken";
      if (mood === "hangs" || mood === "accepts-then-hangs") {
        pass(10_000);
        throw new DOMException("nothing came", "TimeoutError");
      }
      throw error;
    } finally {
      if (mood === "slow") pass(8_000);
    }
  }

  #api(provider: MailProviderId, store: number): FakeMailApi {
    const name = `${provider}/${store}`;
    const known = this.#apis.get(name);
    if (known) return known;
    const dialect = mailDialects[provider];
    if (!dialect) throw new Error(`there is no ${provider} among the dialects`);
    const api = createFakeMailApi({ ...dialect, window: windows[provider] ?? 0 });
    this.#apis.set(name, api);
    return api;
  }
}

function outcomeOf(status: number, isNew: boolean, mood: Mood): Call["outcome"] {
  if (isNew) return "taken";
  if (status < 300) return "known";
  if (status === 429) return "throttled";
  if (mood === "refuses-account") return "account-refused";
  return status >= 500 ? "failed" : "refused";
}
