import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.omegat.util.Language;
import org.omegat.util.TMXReader2;

/** What the reader of OmegaT reads: `java -cp OmegaT.jar WithOmegat.java FILE FROM TO`, a JSON array a unit. */
public class WithOmegat {
    public static void main(String[] args) throws Exception {
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        var from = new Language(args[1]);
        var to = new Language(args[2]);
        new TMXReader2().readTMX(new File(args[0]), from, to, false, false, false, false, (unit, source, target, paragraph) -> {
            if (source == null || target == null) {
                return false;
            }
            out.println("[[\"" + args[1] + "\"," + json(source.text) + "],[\"" + args[2] + "\"," + json(target.text) + "]]");
            return true;
        });
        out.flush();
    }

    private static String json(String text) {
        var out = new StringBuilder("\"");
        text.chars().forEach(c -> out.append(c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", c) : (char) c));
        return out.append('"').toString();
    }
}
