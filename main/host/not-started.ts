/** What whoever starts a second host on a profile is told. */
export const alreadyRunning = (profile: string): string =>
  `Кеңсе осы профильмен іске қосылып тұр (${profile}): оның браузердегі бетін пайдаланыңыз, ал ол жабылған болса, бұрын іске қосылғанын тоқтатып, қайта бастаңыз.\n` +
  `Кеңсе с этим профилем уже работает (${profile}): пользуйтесь её страницей в браузере, а если она закрыта, остановите прежний запуск и начните снова.`;

/** What stopped the host, in words where it is a matter of the one who starts it. */
export function notStarted(error: unknown, profile: string, port: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE' || code === 'ERR_SOCKET_BAD_PORT' || (code === 'EACCES' && message.includes('listen')))
    return `Кеңсе іске қосылмады: ${port} портын алу мүмкін емес.\nКеңсе не запустилась: порт ${port} занять нельзя.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'EEXIST' || code === 'ENOTDIR')
    return `Кеңсе іске қосылмады: профиль папкасына жазу мүмкін емес (${profile}).\nКеңсе не запустилась: в папку профиля нельзя писать (${profile}).`;
  return `Кеңсе іске қосылмады: ${message}\nКеңсе не запустилась: ${message}`;
}
