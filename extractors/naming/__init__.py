"""Where the name of somebody who is told to do something begins and ends, and how a list of them parts.

A foundation for tasks and assignees. It reads "Giám đốc Sở Y tế; UBND các huyện, thị xã và các
cơ quan, đơn vị liên quan" as three names, and stops before "khẩn trương rà soát".

`words` are the vocabulary as patterns, `opening` and `ending` say where a name begins and ends,
`lists` how names part, `people` reads persons, `unknown` names that no list knows.
"""

from extractors.naming.lists import LIMIT, read_names
from extractors.naming.names import Name, Names

__all__ = ["LIMIT", "Name", "Names", "read_names"]
