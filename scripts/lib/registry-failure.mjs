/** What a registry that did not start has said, and what it means: Kazakh and Russian. The first that fits counts. */
const REASONS = [
  [
    /IO error: lock|LOCK: already held/,
    'оның папкасын басқа бағдарлама пайдаланып тұр',
    'его папку уже использует другая программа',
  ],
  [
    /No native build was found|ERR_DLOPEN_FAILED|MODULE_NOT_FOUND/,
    'оның бір бөлігі бұл компьютерге орнатылмаған',
    'одна из его частей не установлена на этом компьютере',
  ],
  [/EADDRINUSE|EADDRNOTAVAIL/, 'оның порты бос емес', 'его порт занят'],
  [/ENOSPC|No space left/, 'дискіде орын жоқ', 'на диске нет места'],
  [/EACCES|EPERM|EROFS|Permission denied|Read-only/, 'оның папкасына жазуға рұқсат жоқ', 'в его папку нельзя писать'],
  [/OpenError|Corruption|EEXIST|ENOTDIR|SyntaxError/, 'оның папкасы бүлінген', 'его папка повреждена'],
];

/**
 * One sentence in Kazakh and one in Russian: the registry did not start, why, and that the office opens all the same.
 *
 * @param {string} said what it said; empty when it just did not answer in time
 */
export function registryFailure(said, folder) {
  const [kazakh, russian] = reasonOf(said);
  return (
    `Тізілім іске қосылмады: ${kazakh} (${folder}); кеңсе онсыз ашылады.\n` +
    `Реестр не запустился: ${russian} (${folder}); Кеңсе откроется без него.`
  );
}

function reasonOf(said) {
  const known = REASONS.find(([sign]) => sign.test(said));
  if (known) return known.slice(1);
  const error = said.split('\n').find((line) => /\S*Error\b/.test(line));
  return error ? [error.trim(), error.trim()] : ['ол жауап бермеді', 'он не ответил'];
}
