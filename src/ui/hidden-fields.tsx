/** Names under which every form carries its protection; the guard that reads them uses the same constants. */
export const csrfFieldName = "_csrf";
export const idempotencyFieldName = "_cle";

type Props = {
  readonly csrfToken: string;
  /** The same key sent twice is one act. */
  readonly idempotencyKey?: string | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
};

export const HiddenFields = ({ csrfToken, idempotencyKey, values = {} }: Props) => (
  <>
    <input type="hidden" name={csrfFieldName} value={csrfToken} />
    {idempotencyKey && <input type="hidden" name={idempotencyFieldName} value={idempotencyKey} />}
    {Object.entries(values).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
  </>
);
