# Long work behind the scenes.
job-failed = Sorry, that work stopped because of a problem in the system, and nothing was left half changed. Try again later, or ask whoever cares for Tuntas: {$phone}.
