// SPDX-License-Identifier: Apache-2.0
// modules: java.xml
// sought: sun/nio/cs/
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.ls.DOMImplementationLS;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** XML, whose implementation finds its factories, functions and messages by names that are handed on. */
public class Xml {
    private static final String TEXT = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY e 'entity'><!ATTLIST a d CDATA 'default'>]>"
            + "<r xmlns:n='urn:n'><a id='1'>x&amp;y &e;</a><n:b><![CDATA[<raw>]]></n:b><!-- c --><?pi data?><a id='2'/>\u00fc\u20ac</r>";
    private static final String SCHEMA = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='r'><xs:complexType>"
            + "<xs:sequence><xs:element name='n' maxOccurs='2' type='xs:int'/><xs:element name='d' type='xs:date' minOccurs='0'/></xs:sequence>"
            + "<xs:attribute name='q' use='required'><xs:simpleType><xs:restriction base='xs:string'><xs:pattern value='[a-z]+'/>"
            + "</xs:restriction></xs:simpleType></xs:attribute></xs:complexType></xs:element></xs:schema>";

    static Document parse(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new InputSource(new StringReader(text)));
    }

    static void paths(Document document) throws Exception {
        XPath path = XPathFactory.newInstance().newXPath();
        for (String text : new String[] {"count(//a)", "//a[@id='1']/text()", "concat(name(/*), '-', string-length(/r))", "sum(//a/@id) + 1",
                "normalize-space(translate(' a b ', 'b', 'c'))", "//[", "nothing()"})
            try {
                System.out.println(path.evaluate(text, document));
            } catch (XPathExpressionException e) {
                System.out.println(e.getMessage());
            }
    }

    static void write(Document document) throws Exception {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        for (String method : new String[] {"xml", "html"}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            transformer.setOutputProperty(OutputKeys.METHOD, method);
            transformer.setOutputProperty(OutputKeys.INDENT, "yes");
            transformer.setOutputProperty(OutputKeys.ENCODING, "ISO-8859-1");
            transformer.transform(new DOMSource(document), new StreamResult(bytes));
            System.out.println(bytes.toString(StandardCharsets.ISO_8859_1));
        }
        DOMImplementationLS saver = (DOMImplementationLS) document.getImplementation().getFeature("LS", "3.0");
        System.out.println(saver.createLSSerializer().writeToString(document));
    }

    static void stream() throws Exception {
        SAXParserFactory.newInstance().newSAXParser().parse(new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8)), new DefaultHandler() {
            @Override
            public void startElement(String uri, String local, String name, Attributes attributes) {
                System.out.println("start " + name + " " + attributes.getLength());
            }

            @Override
            public void characters(char[] text, int start, int length) {
                System.out.println("text " + new String(text, start, length));
            }
        });
        XMLStreamReader reader = XMLInputFactory.newInstance().createXMLStreamReader(new StringReader(TEXT));
        while (reader.hasNext())
            System.out.println(reader.next() + (reader.hasName() ? reader.getName().toString() : "") + (reader.hasText() ? reader.getText() : ""));
        StringWriter text = new StringWriter();
        XMLStreamWriter writer = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
        writer.writeStartDocument();
        writer.writeStartElement("p", "x", "urn:u");
        writer.writeAttribute("at", "<\"&>");
        writer.writeCharacters("a<b");
        writer.writeEndDocument();
        System.out.println(text);
    }

    public static void main(String[] arguments) throws Exception {
        Document document = parse(TEXT);
        paths(document);
        write(document);
        stream();
        for (String wrong : new String[] {"<a>", "<a></b>", "<a b=1/>", "<a>&x;</a>", "", "<a/><b/>", "<x:a/>"})
            try {
                parse(wrong);
            } catch (SAXParseException e) {
                System.out.println(e.getLineNumber() + ":" + e.getColumnNumber() + " " + e.getMessage());
            }
        Validator validator =
                SchemaFactory.newInstance("http://www.w3.org/2001/XMLSchema").newSchema(new StreamSource(new StringReader(SCHEMA))).newValidator();
        for (String text : new String[] {"<r q='a'><n>1</n></r>", "<r><n>1</n></r>", "<r q='A'><n>x</n></r>", "<r q='a'><n>1</n><d>2020-13-01</d></r>"})
            try {
                validator.validate(new StreamSource(new StringReader(text)));
                System.out.println("valid");
            } catch (SAXException e) {
                System.out.println(e.getMessage());
            }
        Properties properties = new Properties();
        properties.setProperty("key", "v<>\u00fc");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        properties.storeToXML(bytes, "comment");
        Properties read = new Properties();
        read.loadFromXML(new ByteArrayInputStream(bytes.toByteArray()));
        System.out.println(read);
    }
}
