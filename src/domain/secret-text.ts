const secretWord =
  /(mots? de passe|mdp|password|codes? secrets?|codes? d.acces|identifiants?|\bpin\b|cryptogramme)[^\n]{0,40}?(?=\S*\d)\S{3,}/;
const digits = /\d(?:[ .-]?\d){11,18}/g;
const iban = /\b[a-z]{2}\d{2}(?: ?[a-z0-9]){11,30}\b/g;

const passesLuhn = (number: string): boolean => {
  const sum = [...number].reverse().reduce((total, digit, rank) => {
    const doubled = Number(digit) * (rank % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
};

const passesMod97 = (compact: string): boolean => {
  const moved = `${compact.slice(4)}${compact.slice(0, 4)}`;
  const number = moved.replace(/[a-z]/g, (letter) => String(letter.charCodeAt(0) - 87));
  return BigInt(number) % 97n === 1n;
};

const isNir = (number: string): boolean =>
  /^[1278]\d{12}$/.test(number.slice(0, 13)) &&
  (number.length === 13 ||
    (number.length === 15 && 97 - Number(BigInt(number.slice(0, 13)) % 97n) === Number(number.slice(13))));

const isMixedToken = (token: string): boolean =>
  token.length >= 8 && [/[a-z]/, /[A-Z]/, /\d/, /[^\p{L}\d]/u].filter((set) => set.test(token)).length >= 3;

/** True when a text seems to hold a secret of a person: word and value, card, IBAN, NIR, or a token (chapter 03 §19). */
export const holdsSecret = (typed: string): boolean => {
  const text = typed.normalize("NFKC");
  const plain = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const numbers = (plain.match(digits) ?? []).map((match) => match.replace(/\D/g, ""));
  return (
    secretWord.test(plain) ||
    numbers.some((number) => (number.length >= 13 && passesLuhn(number)) || isNir(number)) ||
    (plain.match(iban) ?? []).some((match) => passesMod97(match.replaceAll(" ", ""))) ||
    text.split(/[\s,;()«»"’']+/).some(isMixedToken)
  );
};
