import type { ComponentChildren } from "preact";
import { Heading, type HeadingLevel } from "./heading.tsx";
import { Icon, type IconName } from "./icon.tsx";

type Props = {
  readonly title: string;
  readonly href: string;
  readonly icon?: IconName | undefined;
  readonly level?: HeadingLevel | undefined;
  readonly children?: ComponentChildren;
};

/** A door to a part of the service: a title that is a link, and a sentence. */
export const Tile = ({ title, href, icon, level = 2, children }: Props) => (
  <div class="fr-tile">
    <div class="fr-tile__row">
      {icon && <Icon name={icon} size={32} />}
      <div>
        <Heading level={level} class="fr-tile__title">
          <a href={href}>{title}</a>
        </Heading>
        {children && <p class="fr-tile__desc">{children}</p>}
      </div>
    </div>
  </div>
);
