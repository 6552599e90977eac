"""A trainer's word to people of a cohort who are behind: chosen, looked over, sent, one mail each."""
