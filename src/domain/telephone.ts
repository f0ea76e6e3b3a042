/** « 01 99 00 55 01 », as people in France read and dial it; any other number as it was stored, in E.164. */
export const telephoneWords = (telephone: string): string => {
  const national = /^\+33(\d{9})$/.exec(telephone)?.[1];
  return national ? (`0${national}`.match(/\d{2}/g) ?? []).join("\u00a0") : telephone;
};
