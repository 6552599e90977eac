"""Files of participants as the systems write them, of a session on 19 January 2027 from 18:00 to 19:30 in Kyiv."""

import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from openpyxl import Workbook

STARTS, ENDS = datetime(2027, 1, 19, 16, tzinfo=UTC), datetime(2027, 1, 19, 17, 30, tzinfo=UTC)
KYIV = ZoneInfo("Europe/Kyiv")

ZOOM = """Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent
Olena Koval,olena@example.org,01/19/2027 06:00:00 PM,01/19/2027 07:00:00 PM,60,No,
Соловей (Тарас Бондар),,01/19/2027 06:10:00 PM,01/19/2027 07:30:00 PM,80,Yes,
"""
ZOOM_NEW = """Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room
Olena Koval,olena@example.org,2027-01-19 18:00:00,2027-01-19 19:00:00,60,No,No
"""
ZOOM_WEBINAR = """Attendee Report
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes)
Бюджет,123 456,"Jan 19, 2027 17:50:00",100
Host Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest
Yes,Тарас Бондар,taras@example.org,"Jan 19, 2027 17:50:00","Jan 19, 2027 19:30:00",100,No
Attendee Details,
Attended,User Name (Original Name),First Name,Last Name,Email,Phone,Registration Time,Join Time,Leave Time,Time in Session (minutes),Is Guest
Yes,Нік,Олена,Коваль,olena@example.org,,"Jan 10, 2027 10:00:00","Jan 19, 2027 18:00:00","Jan 19, 2027 19:00:00",60,Yes
No,Марія,Марія,Левчук,maria@example.org,,"Jan 10, 2027 10:00:00",,,--,
"""  # noqa: E501
ZOOM_UNIQUE = """Name (Original Name),User Email,Total Duration (Minutes),Guest
Olena Koval,olena@example.org,60,No
"""
TEAMS = """1. Summary
Meeting title\tЧитаємо бюджет
Attended participants\t1
Start time\t1/19/27, 5:58:00 PM

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
[Разом] Коваль Олена (External)\t1/19/27, 6:00:00 PM\t1/19/27, 7:00:00 PM\t50m\tolena@example.org\t\tPresenter

3. In-Meeting Activities
Name\tJoin time\tLeave time\tDuration\tEmail\tRole
[Разом] Коваль Олена (External)\t1/19/27, 6:00:00 PM\t1/19/27, 6:20:00 PM\t20m\tolena@example.org\tPresenter
[Разом] Коваль Олена (External)\t1/19/27, 6:30:00 PM\t1/19/27, 7:00:00 PM\t30m\tolena@example.org\tPresenter
"""
TEAMS_SUMMED_UP = TEAMS.partition("3. ")[0]
TEAMS_UKRAINIAN = """2. Учасники
Ім’я\tПерше приєднання\tОстанній вихід\tТривалість на нараді\tАдреса електронної пошти\tРоль
Олена Коваль\t19.01.27, 18:00:00\t19.01.27, 19:00:00\t1 год\tolena@example.org\tДоповідач
"""
TEAMS_OLD = """Full Name\tUser Action\tTimestamp
Олена Коваль\tJoined\t1/19/2027, 6:00:00 PM
Тарас Бондар\tJoined before\t1/19/2027, 6:00:00 PM
Олена Коваль\tLeft\t1/19/2027, 7:00:00 PM
"""
MEET = """Participant Name,Attendance Started at,Joined at(beta),Attendance Stopped at,Attended Duration,Meeting code
Олена Коваль,18:05,18:00,19:00,00:55:00,abc-defg-hij
"""
MEET_WORKSPACE = """First name,Last name,Email,Duration,Time joined,Time exited
Олена,Коваль,olena@example.org,1 h,6:00 PM,7:00 PM
"""
BBB = """Name,Moderator,Activity Score,Talk Time,Webcam Time,Messages,Emojis,Poll Votes,Raise Hands,Join,Left,Duration,Так?
Олена Коваль,FALSE,1.5,00:01:00,00:00:00,3,0,1,0,"1/19/2027, 6:00:00 PM","1/19/2027, 7:00:00 PM",01:00:00,Так
"""  # noqa: E501
PLAIN = """Прізвище та ім’я;Телефон;Час входу;Час виходу
Коваль Олена;067 123 45 67;19.01.2027 18:00;19.01.2027 19:00
"""
LIST = """ПІБ,Електронна пошта
Олена Коваль,olena@example.org
"""


def workbook(rows, **more):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, value in more.items():
        book.active[name] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
