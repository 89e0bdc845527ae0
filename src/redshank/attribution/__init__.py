"""On whose word: speakers, cues and contents."""
