import { Alert } from "#ui/alert.tsx";

/** Legal texts carry a version, so that a reader can say which one she read. */
export const legalTextVersion = "Version de projet 1, novembre 2026";

export const DraftNotice = () => (
  <Alert severity="warning" title="Projet de texte, à relire par un juriste" isAnswer={false}>
    <p>
      {legalTextVersion}. Les mentions entre crochets sont à compléter par l’organisme qui exploitera le service, avant
      toute ouverture au public.
    </p>
  </Alert>
);
