import type { ComponentChildren } from "preact";

export type NavigationItem = {
  readonly label: string;
  readonly href: string;
  readonly current?: boolean | undefined;
};

/** Where the person acts: its name follows the page in the title and stands in the header. */
export type FrameContext = {
  readonly name: string;
  /** Present when the person may act in several places. */
  readonly switchLink?: NavigationItem | undefined;
};

export type Account = {
  readonly name: string;
  readonly href?: string | undefined;
  /** Address that the sign-out form posts to. */
  readonly signOutAction: string;
  readonly csrfToken: string;
};

/** "usager": larger, shorter, without the menu of the person who holds the keyboard. */
export type PageVariant = "standard" | "usager";

/** What surrounds every page of one request; built once, pages only add their title and content. */
export type PageFrame = {
  /** Fonts are read from `fonts/` beside this address. */
  readonly stylesheetHref: string;
  readonly faviconHref: string;
  readonly homeHref: string;
  readonly variant?: PageVariant | undefined;
  /** BCP 47 tag; French when absent. */
  readonly lang?: string | undefined;
  readonly context?: FrameContext | undefined;
  readonly navigation?: readonly NavigationItem[] | undefined;
  readonly account?: Account | undefined;
  /** Shown when nobody is signed in. */
  readonly signInLink?: NavigationItem | undefined;
  /** One sentence above the header, for instance that this site is a demonstration. */
  readonly banner?: ComponentChildren;
  readonly footerLinks?: readonly NavigationItem[] | undefined;
};
