"""First names that are common in Germany, wherever they come from.

Left out are those that are words, months or places too (August, Ernst, Mark, Nur, Rosa).
"""

NAMES = """
    Achim Adam Agnes Agnieszka Ahmad Ahmed Ahmet Aisha Albert Aleksandr Alexander
    Alexandra Alexej Alfred Ali Alina Amina Amir Anastasia Andrea Andreas Andrej Andrzej Angela
    Angelika Anja Anke Anna Anne Annegret Annette Antje Anton Antonia Armin Arne Artem Astrid
    Axel Aylin Ayse Ayşe Barbara Beata Beate Ben Bernd Bernhard Bettina Bilal Birgit Björn Boris
    Brigitte Burak Büşra Can Carina Carla Carolin Carsten Cem Charlotte Christa Christian
    Christiane Christina Christine Christoph Clara Claudia Cornelia Dagmar Daniel Daniela Danuta
    David Dennis Derya Detlef Dieter Dietmar Dirk Dmitri Dmitrij Dominik Doris Dorota Edith
    Ekaterina Elena Elif Elisabeth Elke Ella Emilia Emine Emma Emre Erdal Eren Erich Erik Erika
    Erwin Esra Eva Ewa Fabian Fatima Fatma Felix Finn Florian Frank Franz Franziska Friederike
    Friedrich Fritz Gabriele Galina Georg Gerd Gerda Gerhard Gertrud Gisela Grzegorz Gudrun
    Gülsen Günter Günther Hamza Hanna Hannah Hannelore Hans Harald Hasan Hassan Hatice Heike
    Heiko Heiner Heinrich Heinz Helga Helmut Henning Herbert Hermann Holger Horst Hüseyin
    Ibrahim Igor Ilse Ina Ines Inge Ingeborg Ingo Ingrid Irina Irmgard Ivan Iwan Jakob Jakub
    Jamal Jan Jana Janina Jasmin Jens Jessica Joachim Joanna Jochen Johann Johanna Johannes
    Jolanta Jonas Josef Judith Julia Julian Juri Jutta Jörg Jürgen Karim Karin Karl Karsten
    Katarzyna Katharina Kathrin Katja Katrin Kemal Kerstin Kevin Khaled Khalid Klaus Konrad
    Krystyna Krzysztof Kurt Lara Lars Laura Layla Lea Leila Lena Leon Leonie Leyla Linda Lisa
    Lothar Louisa Luca Ludmila Ludwig Luisa Lukas Lutz Magdalena Maike Malte Manfred Manuela
    Marc Marcel Marco Marcus Marek Margarete Margit Maria Mariam Marianne Marie Mario Marion
    Markus Marlene Marta Martin Martina Mathias Matthias Max Maxim Maximilian Małgorzata Mehmet
    Melanie Merve Meryem Mia Michael Michaela Michał Mohamed Mohammad Mohammed Monika Moritz
    Muhammad Murat Mustafa Nabil Nadia Nadine Natalia Natalja Nicole Niklas Nikolai Nils Nina
    Noah Norbert Oksana Olaf Oleg Olga Oliver Omar Orhan Oskar Osman Otto Patricia Patrick Paul
    Paula Pavel Paweł Peter Petra Philipp Piotr Rainer Ralf Ramazan Rania Rebecca Regina
    Reinhard Reinhold Renate René Richard Rita Robert Roland Rolf Rudolf Ruth Rüdiger Sabine
    Sabrina Samir Samira Sandra Sara Sarah Sascha Sebastian Selin Serdar Sergei Sergej Serkan
    Sevim Silke Silvia Simon Simone Sofie Sonja Sophia Sophie Stefan Stefanie Steffen Stephan
    Susanne Sven Svenja Svetlana Swetlana Sylvia Süleyman Tamara Tanja Tarek Tatjana Theo
    Theresa Thomas Thorsten Tim Tobias Tom Tomasz Torsten Udo Ulrich Ulrike Ursula Ute Uwe
    Vanessa Vera Viktor Vladimir Volkan Volker Walid Walter Waltraud Werner Wilfried Wilhelm
    Wladimir Wojciech Wolfgang Yasin Yasmin Youssef Yusuf Zahra Zbigniew Zeynep Ziad Ömer Özlem
    İbrahim Łukasz
"""
FIRST_NAMES = frozenset(NAMES.split())
