export type ErrorEntry = {
  readonly status: number;
  /** The error carried back to the service; `server_error` when the code states none [ours]. */
  readonly back?: "access_denied" | "temporarily_unavailable" | "server_error";
  readonly message: string;
};

const mismatch = "L’identité transmise ne correspond pas à celle du registre d’état civil.";

/** The codes of spec 01 §5.6 and §5.7: status, error carried back, and our words for the page. */
export const errorCodes = {
  Y010004: { status: 403, back: "access_denied", message: mismatch },
  Y010006: {
    status: 403,
    back: "access_denied",
    message: "Plusieurs personnes du registre correspondent à cette identité.",
  },
  Y010007: { status: 403, back: "access_denied", message: "La personne n’a été trouvée que par son nom d’usage." },
  Y010008: { status: 403, back: "access_denied", message: mismatch },
  Y010009: { status: 403, back: "access_denied", message: "Le registre d’état civil a refusé la demande." },
  Y010011: {
    status: 504,
    back: "temporarily_unavailable",
    message: "Le registre d’état civil n’a pas répondu à temps.",
  },
  Y010012: { status: 504, back: "temporarily_unavailable", message: "Le registre d’état civil est injoignable." },
  Y010013: { status: 400, back: "server_error", message: "La réponse du registre d’état civil est illisible." },
  Y010015: {
    status: 403,
    back: "access_denied",
    message: "Cette personne est déclarée décédée au registre d’état civil.",
  },
  Y020021: { status: 400, message: "Le retour du fournisseur d’identité ne porte pas de «\u00a0state\u00a0»." },
  Y020022: {
    status: 403,
    message: "Le «\u00a0state\u00a0» rendu par le fournisseur d’identité n’est pas celui qui a été envoyé.",
  },
  Y020023: {
    status: 403,
    back: "access_denied",
    message: "Ce fournisseur d’identité n’est pas autorisé pour ce service.",
  },
  Y020025: { status: 400, message: "Le retour du fournisseur d’identité ne porte pas de «\u00a0code\u00a0»." },
  Y020026: { status: 502, message: "L’échange du code auprès du fournisseur d’identité a échoué." },
  Y020027: { status: 502, message: "Le fournisseur d’identité n’a pas rendu l’identité." },
  Y020029: { status: 500, message: "L’identifiant rendu par le fournisseur d’identité n’est pas recevable." },
  Y020030: { status: 500, message: "Le jeton du fournisseur d’identité n’est pas recevable." },
  Y030007: { status: 400, message: "La demande du service n’est pas conforme." },
  Y04EA6EF: { status: 400, message: "Le service qui vous envoie n’est pas connu." },
  Y04C013C: { status: 400, message: "L’adresse de retour du service n’est pas enregistrée." },
  Y0434A7B: { status: 401, message: "Le service ne s’est pas authentifié." },
  Y048017B: { status: 400, message: "La demande de jeton est incomplète." },
  Y049E20B: { status: 400, message: "Le code présenté par le service n’est pas valable." },
  Y100001: { status: 500, message: "Le niveau de garantie rendu est inconnu ou trop faible." },
  Y100009: { status: 400, message: "Le service demande une donnée à laquelle il n’a pas droit." },
  Y100011: {
    status: 403,
    back: "access_denied",
    message: "Vous avez bloqué ce fournisseur d’identité dans vos préférences.",
  },
  Y100018: { status: 400, message: "Ce niveau de garantie n’est pas permis à ce fournisseur d’identité." },
  Y100019: { status: 400, message: "La session n’est plus cohérente\u00a0: la déconnexion est impossible." },
  Y180001: { status: 403, back: "access_denied", message: "Votre compte est bloqué." },
  Y190001: { status: 400, message: "Votre session est introuvable ou terminée." },
  Y420001: { status: 400, message: "Cette étape ne peut pas être suivie maintenant." },
  Y470001: { status: 400, message: "Le jeton du formulaire n’est pas valable." },
  Y470002: { status: 400, message: "Le jeton du formulaire est absent." },
  Y470004: { status: 400, message: "Ce formulaire a déjà été envoyé." },
  Y600006: {
    status: 400,
    message: "L’identité rendue par le fournisseur d’identité n’est pas complète ou pas correcte.",
  },
  Y600020: { status: 400, back: "access_denied", message: "Le périmètre accordé à l’aidant ne couvre pas ce service." },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCodes;

export const errorEntry = (code: ErrorCode): ErrorEntry => errorCodes[code];
