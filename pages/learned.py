"""What you learned: the five ideas, where to see each again, and what comes next."""

from pages.lessons.learned.words import IDEAS, NEXT
from pages.ui.page import begin, go_on, link_to, say

begin("learned", "11 What you learned", "Five ideas, and where you can see each of them again.")

for idea in IDEAS:
    say(f"**{idea.title}** {idea.text}")
    for file, label in idea.pages:
        link_to(f"pages/{file}.py", label)

say(NEXT)
go_on("learned")
