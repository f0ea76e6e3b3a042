import { HiddenFields } from "./hidden-fields.tsx";
import { Mark } from "./mark.tsx";
import type { Account, FrameContext, NavigationItem, PageFrame } from "./page-frame.ts";

const ContextName = ({ name, switchLink }: FrameContext) => (
  <p class="ac-context">
    <span class="ac-context__name">{name}</span>
    {switchLink && (
      <a class="fr-link" href={switchLink.href}>
        {switchLink.label}
      </a>
    )}
  </p>
);

const SignedIn = ({ name, href, signOutAction, csrfToken }: Account) => (
  <div class="ac-account">
    <p class="ac-account__name">
      <span class="fr-sr-only">Vous êtes connecté en tant que </span>
      {href ? (
        <a class="fr-link" href={href}>
          {name}
        </a>
      ) : (
        name
      )}
    </p>
    <form method="post" action={signOutAction}>
      <HiddenFields csrfToken={csrfToken} />
      <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="submit">
        Se déconnecter
      </button>
    </form>
  </div>
);

const Menu = ({ items }: { readonly items: readonly NavigationItem[] }) => (
  <div class="fr-header__menu">
    <div class="fr-container">
      <nav class="fr-nav" id="menu" aria-label="Menu principal">
        <ul class="fr-nav__list">
          {items.map(({ label, href, current }) => (
            <li key={href} class="fr-nav__item">
              <a class="fr-nav__link" href={href} aria-current={current ? "page" : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  </div>
);

type Props = {
  readonly frame: PageFrame;
  /** False where the person reading is not the one who is signed in: her page says where she is, and nothing to wander to. */
  readonly withTools: boolean;
};

export const Header = ({ frame, withTools }: Props) => (
  <header class="fr-header">
    <div class="fr-container fr-header__body-row">
      <div class="fr-header__brand">
        <a class="fr-header__service" href={frame.homeHref}>
          <Mark />
          <span class="fr-header__service-title">Aidants Connect</span>
        </a>
        {frame.context && (
          <ContextName name={frame.context.name} switchLink={withTools ? frame.context.switchLink : undefined} />
        )}
      </div>
      {withTools && frame.account && <SignedIn {...frame.account} />}
      {withTools && !frame.account && frame.signInLink && (
        <a class="fr-btn fr-btn--secondary fr-btn--sm" href={frame.signInLink.href}>
          {frame.signInLink.label}
        </a>
      )}
    </div>
    {withTools && frame.navigation && frame.navigation.length > 0 && <Menu items={frame.navigation} />}
  </header>
);
