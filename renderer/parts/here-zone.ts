/** The computer's own zone: for times that are shown while no office is open to say its own. */
export const hereZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
