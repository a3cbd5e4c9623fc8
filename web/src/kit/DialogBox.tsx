import { Modal } from '@mantine/core';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/UnstyledButton.css';
import { useWords } from '../words';
import type { DialogProps } from './Dialog';
import './dialog_box.css';

/** What a dialog is made of; fetched when the first one opens. */
export default function DialogBox({ title, opened, onClose, children, wide }: DialogProps) {
  const { t } = useWords();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      // locking the page would write a style element, which our content policy refuses
      lockScroll={false}
      size={wide ? 720 : 480}
      radius={12}
      closeButtonProps={{ 'aria-label': t('web.close') }}
      // the head of a dialog is no banner of the page
      attributes={{ header: { role: 'presentation' } }}
      transitionProps={{ duration: 0 }}
    >
      {children}
    </Modal>
  );
}
