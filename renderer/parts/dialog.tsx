import { Modal, type ModalRootProps } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useCovered } from '../frame/covered.ts';

type Props = { label: string; onClose: () => void; className?: string | undefined; children: ReactNode } & Pick<
  ModalRootProps,
  'size' | 'padding'
>;

/**
 * A dialog over the work; the focus goes back to where it was. While something covers the work the dialog stays as it is and hears
 * nothing: no Escape, no wheel.
 */
export function Dialog({ label, onClose, className, children, ...rest }: Props) {
  const covered = useCovered();
  // Before the dialog is there, which takes the focus.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) window.setTimeout(() => isFocusLost() && before.focus());
    },
    [before],
  );
  return (
    <Modal.Root {...rest} opened onClose={onClose} closeOnEscape={!covered} lockScroll={!covered}>
      <Modal.Overlay />
      <Modal.Content aria-label={label}>
        <Modal.Body {...(className !== undefined && { className })}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

const isFocusLost = () => document.activeElement === null || document.activeElement === document.body;
