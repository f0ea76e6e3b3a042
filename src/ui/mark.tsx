/** Our own mark: two linked circles, one person beside another. Decorative: the name always stands next to it. */
export const Mark = ({ size = 40 }: { readonly size?: number }) => (
  <svg class="ac-mark" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
    <circle class="ac-mark__one" cx="11.5" cy="16" r="8" />
    <circle class="ac-mark__other" cx="20.5" cy="16" r="8" />
    <path class="ac-mark__link" d="M16 9.39a8 8 0 0 1 3.5 6.61" />
  </svg>
);
