"""From the exports of other survey programs to answers: each is known by its layout, and its columns by their words."""
