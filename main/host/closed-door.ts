/** What a browser shows that may not come in: nothing of the office, only how to get an address that opens. */
export const closedDoor = `<!doctype html>
<html lang="kk">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Кеңсе</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 15vh auto; padding: 0 1.5rem }</style>
<p>Бұл мекенжай ашылмайды. Кеңсені іске қосқан терезеде көрсетілген мекенжай бір рет қана жарамды; жаңасын алу үшін
бағдарламаны қайта іске қосыңыз.</p>
<p lang="ru">Этот адрес не открывается. Адрес, показанный в окне запуска Кеңсе, действует один раз; чтобы получить новый,
запустите программу снова.</p>
</html>
`;
