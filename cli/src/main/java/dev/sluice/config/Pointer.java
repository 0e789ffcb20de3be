package dev.sluice.config;

/** A place in the saved form, as a JSON pointer (RFC 6901). Its text is made on demand. Immutable. */
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

    /** The place of a member of this object. */
    public Pointer of(String name) {
        return new Pointer(this, name, 0);
    }

    /** The place of an item of this list, from 0. */
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
