/** `Сейтова Айгүл Болатқызы` → `А. Сейтова`: how colleagues are named in a corner of the screen. */
export function shortName(name: string): string {
  const [surname = '', given] = name.trim().split(/\s+/);
  return given ? `${given.charAt(0)}. ${surname}` : surname;
}
