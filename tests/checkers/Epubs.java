import com.adobe.epubcheck.tool.EpubChecker;

/** Checks each EPUB named; writes what was found beside it, as NAME.json. One start for all. */
class Epubs {
    public static void main(String[] books) {
        for (String book : books) {
            new EpubChecker().run(new String[] {book, "--quiet", "--json", book + ".json"});
        }
    }
}
