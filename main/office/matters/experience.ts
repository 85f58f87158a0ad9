/** Who had papers of which subject, and of the subjects above it. */
export function createExperience() {
  const bySubject = new Map<string, Map<string, number>>();

  return {
    /** @param sign −1 takes a paper back that has changed hands */
    add({ subject, executor }: { subject: string; executor: string }, sign: 1 | -1): void {
      if (executor === '' || subject === '') return;
      for (const code of withAbove(subject)) {
        let executors = bySubject.get(code);
        if (!executors) {
          executors = new Map();
          bySubject.set(code, executors);
        }
        const papers = (executors.get(executor) ?? 0) + sign;
        if (papers > 0) executors.set(executor, papers);
        else executors.delete(executor);
      }
    },
    /** How many papers each had of this subject; where nobody had one, of the nearest subject above it. */
    of(subject: string): ReadonlyMap<string, number> {
      for (const code of withAbove(subject)) {
        const executors = bySubject.get(code);
        if (executors && executors.size > 0) return executors;
      }
      return new Map();
    },
  };
}

/** `02.03.01` → itself, `02.03`, `02`. */
function withAbove(code: string): string[] {
  const levels = code.split('.');
  return levels.map((_, at) => levels.slice(0, levels.length - at).join('.'));
}
