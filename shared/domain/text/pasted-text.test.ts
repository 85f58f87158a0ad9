import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pastedText, textOfHtml } from './pasted-text.ts';

describe('pasted text', () => {
  it.each([
    ['Құр\u00ADметті\u00A0әкім!\r\n\r\n\r\n\r\nСұраймын', 'Құрметті әкім!\n\nСұраймын'],
    ['•\tжер\r\n·  су\n\uF0B7\tжарық\n■ жол', '– жер\n– су\n– жарық\n– жол'],
    ['  бас\t\tсөз   соңы  \n\n', 'бас сөз соңы'],
    ['1.\u2003Бірінші\u2028екінші', '1. Бірінші\nекінші'],
    ['10 • 20', '10 • 20'],
    ['\uFEFFӘ\u200Bліп\u0007', 'Әліп'],
  ])('of %j becomes %j', (text, clean) => {
    expect(pastedText(text)).toBe(clean);
  });

  it('changes nothing more the second time, of any text', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom('•', '\t', ' ', '\n', '\r\n', '\u00A0', '\u00AD', '– ', 'ә', '.'),
        fc.string({ unit: 'binary', maxLength: 2 }),
      ),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const once = pastedText(parts.join(''));
        expect(pastedText(once)).toBe(once);
        expect(once).not.toMatch(/\n{3}|\t| {2}|^\s|\s$/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('HTML of the clipboard', () => {
  it('of a word processor becomes its words', () => {
    const html = `<html xmlns:o="urn:office"><head><style>p.MsoNormal {margin:0}</style><title>Өтініш</title></head><body>
      <!--StartFragment--><p class=MsoNormal>Құрметті&nbsp;<b>әкім</b>!<o:p></o:p></p>
      <![if !supportLists]><ul><li>Жер &laquo;Таң&raquo; с/о</li><li>5&thinsp;га &lt; 10 &#1175; &#x2116; 7</li></ul><![endif]>
      <table><tr><td>ЖСН</td><td>850412400123</td></tr></table><script>alert(1)</script><!--EndFragment--></body></html>`;
    expect(textOfHtml(html)).toBe('Құрметті әкім!\n\n– Жер «Таң» с/о\n– 5&thinsp;га < 10 җ № 7\nЖСН 850412400123');
  });

  it('leaves no tag and ends, whatever it is given', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          '<',
          '>',
          '<p>',
          '</p>',
          '<br/>',
          '<!--',
          '-->',
          '<script>',
          '</script>',
          '&amp;',
          '&#99999999;',
          '&#x110000;',
          'ә',
        ),
        fc.string({ unit: 'binary', maxLength: 4 }),
      ),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = textOfHtml(parts.join(''));
        expect(text).not.toMatch(/<\/?p>|<br|<script/i);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of five megabytes of opened and never closed elements is read in time', () => {
    expect(textOfHtml('<p>ә'.repeat(1_000_000)).length).toBe(1_000_000);
    expect(textOfHtml('<style'.repeat(200_000)).length).toBe(0);
    expect(textOfHtml('<!--'.repeat(200_000)).length).toBe(0);
  });
});
