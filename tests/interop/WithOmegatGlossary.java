import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.omegat.core.Core;
import org.omegat.core.data.NotLoadedProject;
import org.omegat.core.data.ProjectProperties;
import org.omegat.gui.glossary.GlossaryReaderTBX;
import org.omegat.gui.glossary.GlossaryReaderTSV;
import org.omegat.util.Language;

/** What OmegaT reads of a glossary: `java -cp OmegaT.jar WithOmegatGlossary.java FILE FROM TO`, a JSON array a pair. */
public class WithOmegatGlossary {
    public static void main(String[] args) throws Exception {
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        var properties = new ProjectProperties(new File(System.getProperty("user.home"))) { };
        properties.setSourceLanguage(new Language(args[1]));
        properties.setTargetLanguage(new Language(args[2]));
        Core.setProject(new NotLoadedProject() {
            @Override
            public ProjectProperties getProjectProperties() {
                return properties;
            }
        });
        var file = new File(args[0]);
        var entries = args[0].endsWith(".tbx") ? GlossaryReaderTBX.read(file, false) : GlossaryReaderTSV.read(file, false);
        for (var entry : entries) {
            out.println("[[\"source\"," + json(entry.getSrcText()) + "],[\"target\"," + json(entry.getLocText()) + "]]");
        }
        out.flush();
    }

    private static String json(String text) {
        var out = new StringBuilder("\"");
        text.chars().forEach(c -> out.append(c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", c) : (char) c));
        return out.append('"').toString();
    }
}
