"""Pure grading: what was asked and what was chosen in, points out. Reads no database and no clock."""


def right_places(question):
    """Positions of the right answers in a question of a snapshot."""
    return {place for place, choice in enumerate(question["choices"]) if choice["right"]}


def points(question, chosen):
    """One point for exactly the right answers, none otherwise: for several answers, all right ones and no wrong one."""
    return int(set(chosen) == right_places(question))


def score(snapshot, answers):
    """Points of a whole attempt; ``answers`` maps positions of questions to the places chosen."""
    return sum(points(question, answers.get(position, [])) for position, question in enumerate(snapshot))


def is_passed(*, score, max_score, pass_percent):
    """Whether ``score`` reaches the pass mark; compared in whole numbers, so that 70 % of 10 is exactly 7."""
    return max_score > 0 and score * 100 >= pass_percent * max_score
