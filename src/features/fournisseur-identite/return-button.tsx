import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Form } from "#ui/form.tsx";

type Props = { readonly uid: string; readonly csrfToken: string };

/** The way out of every step: back to FranceConnect, nothing served (chapter 01 §3.4). */
export const ReturnButton = ({ uid, csrfToken }: Props) => (
  <Form action={paths.demandeRetour({ uid })} csrfToken={csrfToken}>
    <Button variant="tertiary">Retourner sur FranceConnect</Button>
  </Form>
);
