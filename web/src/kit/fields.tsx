import { Checkbox, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/ActionIcon.css';
import '@mantine/core/styles/InlineInput.css';
import '@mantine/core/styles/Checkbox.css';
import './fields.css';

// One door to the form parts in use, so that their styles come along once.
export { Checkbox, NativeSelect, PasswordInput, Textarea, TextInput };
