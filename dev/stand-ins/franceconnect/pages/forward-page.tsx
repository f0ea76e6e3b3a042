import { broker, HiddenFields, Layout } from "./layout.tsx";

type Props = {
  readonly title: string;
  readonly sentence: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly button: string;
};

/** A form that goes on by itself where scripts run, and by its button elsewhere. */
export const ForwardPage = ({ title, sentence, action, fields, button }: Props) => (
  <Layout title={title} speaker={broker} sendsItself>
    <h1>{title}</h1>
    <p>{sentence}</p>
    <form method="post" action={action}>
      <HiddenFields fields={fields} />
      <button type="submit">{button}</button>
    </form>
  </Layout>
);

export const MessagePage = ({ title, sentence }: { readonly title: string; readonly sentence: string }) => (
  <Layout title={title} speaker={broker}>
    <h1>{title}</h1>
    <p>{sentence}</p>
  </Layout>
);
