/** Our own mark: two linked circles, one person beside another. Decorative: the name always stands next to it. */
export const Mark = ({ size = 40 }: { readonly size?: number }) => (
  <svg class="ac-mark" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
    <circle class="ac-mark__one" cx="10.75" cy="16" r="8.5" />
    <circle class="ac-mark__other" cx="21.25" cy="16" r="8.5" />
    <path class="ac-mark__link" d="M12.23 7.63A8.5 8.5 0 0 1 18.74 13.09" />
  </svg>
);
