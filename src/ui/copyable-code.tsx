type Props = {
  readonly value: string;
  /** Characters per group; codes already grouped by spaces or hyphens keep their groups. */
  readonly groupSize?: number | undefined;
  readonly isLarge?: boolean | undefined;
};

/** « ABCDEF » by 3 is ["ABC", "DEF"]. */
export const codeGroups = (value: string, size: number): readonly string[] =>
  /[\s-]/.test(value) ? value.split(/[\s-]+/).filter(Boolean) : (value.match(new RegExp(`.{1,${size}}`, "gu")) ?? []);

/** The types know `translate` as a boolean, of which only "no" would be written. */
const asItIs: Record<string, string> = { dir: "ltr", translate: "no" };

/** A code to read aloud, copy or type: grouped, tabular figures, never mirrored in a right-to-left text. */
export const CopyableCode = ({ value, groupSize = 4, isLarge }: Props) => (
  <bdi class={isLarge ? "ac-code ac-code--large" : "ac-code"} {...asItIs}>
    {codeGroups(value, groupSize).join("\u00a0")}
  </bdi>
);
