"""Those who are asked hear of it by mail, once, unless they want no such mails."""
