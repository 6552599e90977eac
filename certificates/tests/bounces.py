"""What mail servers write when they cannot deliver: the shapes of Postfix, Google and Exchange, with words of ours."""

POSTFIX = """\
Return-Path: <>
Delivered-To: {to}
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
    boundary="9B095B5ADSN=_01"
Message-Id: <20261126101010.ABCDEF@mx.example.org>

This is a MIME-encapsulated message.

--9B095B5ADSN=_01
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--9B095B5ADSN=_01
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
X-Postfix-Queue-ID: 4XyZ
Arrival-Date: Thu, 26 Nov 2026 10:10:10 +0200 (EET)

Final-Recipient: rfc822; olena@example.org
Original-Recipient: rfc822;olena@example.org
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; 550 5.1.1 <olena@example.org>: Recipient address
    rejected: User unknown

--9B095B5ADSN=_01
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <{to}>
Message-ID: {message_id}
From: school@localhost
To: olena@example.org
Subject: =?utf-8?b?0KHQtdGA0YLQuNGE0ZbQutCw0YI=?=

Good day!

--9B095B5ADSN=_01--
"""
GOOGLE = """\
Delivered-To: {to}
Content-Type: multipart/report; boundary="000000000000a1"; report-type=delivery-status
To: {to}
Auto-Submitted: auto-replied
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Subject: Delivery Status Notification (Failure)
References: {message_id}
In-Reply-To: {message_id}
Message-ID: <67456f1c.050a0220.GMR@google.com>

--000000000000a1
Content-Type: multipart/related; boundary="000000000000a2"

--000000000000a2
Content-Type: text/plain; charset="UTF-8"

** Address not found **

--000000000000a2--
--000000000000a1
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Received-From-MTA: dns; school@localhost
X-Original-Message-ID: {message_id}

Final-Recipient: rfc822; olena@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
 550 5.1.1 Please try double-checking the address.

--000000000000a1
Content-Type: message/rfc822

From: school@localhost
Message-ID: {message_id}

Good day!

--000000000000a1--
"""
EXCHANGE = """\
From: <postmaster@outlook.com>
To: <{to}>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="_11111111-2222"
Subject: Undeliverable: Certificate
Auto-Submitted: auto-replied

--_11111111-2222
Content-Type: text/html; charset="utf-8"

<html><body><p>Your message couldn't be delivered.</p></body></html>

--_11111111-2222
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR08MB.eurprd08.prod.outlook.com

Final-Recipient: rfc822;olena@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup

--_11111111-2222
Content-Type: text/rfc822-headers

From: school@localhost
Message-ID: {message_id}
Subject: Certificate

--_11111111-2222--
"""
SHAPES = {"postfix": POSTFIX, "google": GOOGLE, "exchange": EXCHANGE}


def bounce(message_id, *, shape="postfix", to="school@localhost", action="failed", status="5.1.1"):
    """The bytes of such a letter about the mail with ``message_id``."""
    said = {"message_id": message_id, "to": to, "action": action, "status": status}
    return SHAPES[shape].format(**said).replace("\n", "\r\n").encode()
