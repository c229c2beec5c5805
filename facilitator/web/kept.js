// What a page that is carried about says of what it keeps, and beside each box.

export const NUDGE = "No real person’s name, and no real case, please.";

export const KEPT = [
  "Nothing you type here is sent anywhere: this page has no server and asks for nothing. Nor is it stored, even in this browser, until you save it as a file. If you close the page without saving, it is gone.",
  "Whoever has a file that you saved can read it, and it can be asked for like other records. Keep it where your organisation lets you keep such things, and delete it when you no longer need it.",
  "Please write no real person’s name, and no real case. Spelling checks are off in these boxes, because some browsers send what is typed to the makers of their check.",
  "This is a training page. Nobody watches it for concerns. In an emergency call 999. To raise a concern, follow your organisation’s procedure today.",
];

export const SAVE = ["Nothing you type is stored before you save it here. Your browser puts the file where it puts downloads.", "Whoever has a file can read it. It is not locked."];

export const EASY_NUDGE = "Please do not write anyone’s name.";

export const EASY_KEPT = [
  "What you write stays on this page.",
  "It is not sent to anyone.",
  "When you close the page, it is gone.",
  "To keep it, save it as a file.",
  "Anyone who has the file can read it.",
  "They may be asked to show it.",
  "Please do not write anyone’s name.",
  "Please do not write about a real person.",
];

export const EASY_SAVE = ["Save your words as a file to keep them.", "Anyone who has the file can read it."];
