import type { ComponentChildren } from "preact";

/** The page decides the level, so that headings follow one another in order. */
export type HeadingLevel = 2 | 3 | 4;

type Props = {
  readonly level: HeadingLevel;
  readonly class?: string | undefined;
  readonly children: ComponentChildren;
};

export const Heading = ({ level, children, ...attributes }: Props) => {
  const Tag = `h${level}` as const;
  return <Tag {...attributes}>{children}</Tag>;
};
