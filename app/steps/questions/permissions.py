"""Who asks, who reads and who answers questions."""

from app.core.security.guards import for_anyone, for_office, for_signed_in

READ = for_anyone("questions.read", "Leggere i quesiti con le loro risposte")
ASK = for_signed_in("questions.ask", "Fare un quesito e rivedere i propri")
DESK = for_office("questions.desk", "Leggere i quesiti ricevuti")
ANSWER = for_office("questions.answer", "Rispondere ai quesiti", "rdp", "officer")
