import type zh from "./messages.zh.ts";

export default {
  "me.title": "Me",
  "me.nextBooking": "Next booking",
  "me.kind": "I am",
  "me.kindWhy": "Puts what fits you first. Kept on this phone only.",
  "me.look": "Easy to read",
  "me.language": "Language",
  "me.elder": "Letters",
  "me.elder.off": "Normal",
  "me.elder.on": "Large print",
  "me.theme": "Light",
  "me.theme.auto": "As the phone",
  "me.theme.day": "Day",
  "me.theme.night": "Night",
  "me.contrast": "Contrast",
  "me.contrast.off": "Normal",
  "me.contrast.on": "High",
  "me.save": "Save",
  "me.data": "My data",
  "data.page": "Download or delete my data",
  "data.tell": "A copy",
  "data.tellWhy":
    "Everything we hold about you: bookings, numbers, messages, saved points, the name, phone and notes you wrote, the browsers you used. One JSON file, in your hands only.",
  "data.download": "Download my data",
  "data.forget": "Delete everything",
  "data.forgetWhat":
    "Bookings to come and places in line are given up for others. Name, phone, notes, messages, saved points and push are deleted, and your key is destroyed, so that no backup can be read. What stays is that somebody came on a day, and nobody knows who.",
  "data.forgetNow": "Delete everything for good",
  "data.forgotten": "All is deleted, on this phone too.",
  "data.nothing": "There is nothing about you here yet: no booking and no sign-in.",
  "me.signOut": "Sign out on this phone",
  "me.signOutWhy": "This phone will no longer show your bookings and messages. Bookings are not cancelled.",
  "privacy.title": "How we use what you tell us",
  "privacy.short":
    "Name, phone and note are all optional. What you write is stored encrypted: the phone only gets reminders, the note is read only by the professional who serves you. Erased 7 days after the visit. No platform, no employer, no enforcement sees it.",
  "privacy.what": "What is stored",
  "privacy.what.body":
    "Time and place of the booking, your kind of work and the topic you chose; name, phone and note if you write them. No identity number, no picture, no track of where you went: your exact place stays on the phone.",
  "privacy.why": "Why",
  "privacy.why.body": "To keep your place, remind you, and let the desk prepare. Nothing else.",
  "privacy.long": "How long",
  "privacy.long.body":
    "Name, phone and note are erased 7 days after the visit and cannot be brought back. Time and place stay for statistics, without a name.",
  "privacy.who": "Who can see it",
  "privacy.who.body":
    "The note: only the nurse, lawyer or officer who serves you. The phone: only the system that sends SMS. Platforms and employers see none of it. Nothing you ask at a window reaches enforcement.",
  "privacy.version": "version {version}",
  "me.stars": "Saved points",
  "me.staff": "For staff",
} satisfies Record<keyof typeof zh, string>;
