package dev.sluice.config;

/** A place in the saved form (RFC 6901); its text is made only where somebody wants to see it. Immutable. */
public final class Pointer {
    public static final Pointer ROOT = new Pointer(null, null, 0);

    private final Pointer above;
    private final String member;
    private final int index;

    private Pointer(Pointer above, String member, int index) {
        this.above = above;
        this.member = member;
        this.index = index;
    }

    /** A member of the object that is here. */
    public Pointer of(String name) {
        return new Pointer(this, name, 0);
    }

    /** An item of the list that is here, from 0. */
    public Pointer at(int item) {
        return new Pointer(this, null, item);
    }

    @Override
    public String toString() {
        if (above == null) {
            return "";
        }
        String step = member == null
                ? Integer.toString(index)
                : member.replace("~", "~0").replace("/", "~1");
        return above + "/" + step;
    }
}
