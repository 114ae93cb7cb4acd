"""One pass over cases on one target: who is asked, how answers are judged, what is kept."""
