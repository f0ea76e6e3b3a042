import { randomUUID } from "node:crypto";
import { type ErrorCode, errorEntry } from "./error-codes.ts";
import type { Exchange, Sent } from "./http-exchange.ts";
import { ErrorPage } from "./pages/error-page.tsx";
import type { Interaction } from "./sessions.ts";
import { recordEvent, type SimulatorState } from "./state.ts";

/** Where « Revenir sur {FS} » leads: the interaction ends there with this error. */
export const backToServiceUrl = (interaction: Interaction, error: string, description: string): string =>
  `/api/v2/redirect-to-sp-with-error?${new URLSearchParams({
    error,
    error_description: description,
    state: interaction.state,
    redirect_uri: interaction.redirectUri,
  })}`;

export const errorPage = (state: SimulatorState, code: ErrorCode, interaction: Interaction | null, detail?: string) => {
  const entry = errorEntry(code);
  const fs = interaction && state.fs.get(interaction.clientId);
  const reference = randomUUID();
  recordEvent(state, "FC_ERROR", { code, reference, ...(interaction ? { clientId: interaction.clientId } : {}) });
  const back =
    interaction && fs
      ? {
          fsTitle: fs.title,
          url: backToServiceUrl(interaction, entry.back ?? "server_error", `${code} (${reference})`),
        }
      : null;
  return <ErrorPage code={code} reference={reference} message={entry.message} detail={detail ?? null} back={back} />;
};

/** FranceConnect's error page: a code, a reference, our words, the way back to the service when it is known. */
export const showError = (
  state: SimulatorState,
  exchange: Exchange,
  code: ErrorCode,
  interaction: Interaction | null = null,
  detail?: string,
): Sent => exchange.page(errorEntry(code).status, errorPage(state, code, interaction, detail));
